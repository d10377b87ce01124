import type { Picture, PictureRequest } from "./picture.ts";
import { element, markupText } from "./svg/markup.ts";
import { svgPicture } from "./svg/svg-picture.ts";

/** Writes a picture as a page: the SVG, on paper of the screen's colour. */
export function htmlPicture(request: PictureRequest): Picture {
  const { content, width, height } = svgPicture(request);
  const style = `html{background:${request.scene.background}}body{margin:0}svg{display:block}`;
  const title = element("title", {}, markupText(request.title ?? "Terminal"));
  const head = `<meta charset="utf-8">\n${title}\n${element("style", {}, style)}`;
  return { content: `<!doctype html>\n<html>\n${head}\n<body>\n${content}</body>\n</html>\n`, width, height };
}
