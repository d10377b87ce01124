// Draws every picture and prints their hashes as JSON: run by whatever runtime is to be compared.
import { drawPicture, PICTURES, pixelHash } from "./pictures.ts";

console.log(
  JSON.stringify(Object.fromEntries(PICTURES.map((picture) => [picture.name, pixelHash(drawPicture(picture))]))),
);
