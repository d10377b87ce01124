import {Screen} from "../src/screen/screen.ts"; import {logicalText} from "../src/core/screen-text.ts";
const b=Uint8Array.from([27,48,59,48,64,97,97,97,229,173,151,97,97,97,97,97,97,229,173,151,229,173,151,27,91,49,74]);
for(const r of [true,false,true]){const s=new Screen({cols:5,rows:4,scrollback:20,...(r?{onReply:()=>{}}:{})});s.write(b,9);console.log(JSON.stringify(s.visibleRows()),JSON.stringify(logicalText(s.visibleRows())), JSON.stringify(s.visibleLines()),JSON.stringify(s.cells().map(r=>r.map(c=>c.char+(c.width??1)))))}
const t=new Screen({cols:1,rows:1,scrollback:20});
t.resize(3,1,0);t.write(Uint8Array.from([97,240,159,145,167,97]),1);console.log(JSON.stringify(t.visibleLines()));t.resize(2,1,2);console.log(JSON.stringify(t.visibleLines()));t.write(Uint8Array.from([97,97,27,91,76]),3);console.log(JSON.stringify(t.visibleLines()));t.resize(3,3,4);console.log(JSON.stringify(t.visibleLines()),JSON.stringify(t.cells().map(r=>r.map(c=>c.char+(c.width??1)))));
