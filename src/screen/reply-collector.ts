import { Buffer } from "node:buffer";
import { PARSER_GROUND } from "./internals.ts";
import { BEL, ST } from "./query-context.ts";

/** Behind each character that can end an operating system command. */
const AFTER_TERMINATOR = /(?<=[\x07\x1b\x9c])/;

/**
 * Collects the answers to a program's queries while a chunk is parsed, and knows how the query being handled ended:
 * the parser does not tell its handlers, so a chunk that may hold one is parsed in pieces that end where a command can
 * end. Then the command that is being handled ended with its piece.
 */
export class ReplyCollector {
  #replies: string[] = [];
  #lastCharacter = "";

  add(reply: string): void {
    this.#replies.push(reply);
  }

  /** The terminator for an answer to the operating system command that is being handled. */
  terminator(): string {
    return this.#lastCharacter === BEL ? BEL : ST;
  }

  /**
   * `data` in pieces to be parsed one after the other; the parser must be done with each before the next is asked for.
   *
   * @param parserState where the parser is before `data`: it may be inside a query already
   */
  *pieces(data: Uint8Array | string, parserState: number): Generator<Uint8Array | string> {
    if (parserState === PARSER_GROUND && !asksSomething(data)) {
      yield data;
      return;
    }
    const text = typeof data === "string" ? data : new TextDecoder("utf-8", { ignoreBOM: true }).decode(data);
    for (const piece of text.split(AFTER_TERMINATOR)) {
      this.#lastCharacter = piece.slice(-1);
      yield piece;
    }
    this.#lastCharacter = "";
  }

  /** The answers so far, in order, which are then forgotten. */
  take(): string[] {
    const replies = this.#replies;
    this.#replies = [];
    return replies;
  }
}

/** Whether `data` may hold a query that ends in a terminator: all of those have `;?`. */
function asksSomething(data: Uint8Array | string): boolean {
  if (typeof data === "string") return data.includes(";?");
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).includes(";?");
}
