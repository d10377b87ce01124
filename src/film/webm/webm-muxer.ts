import type { FilmSink } from "../film-encoder.ts";
import {
  bigEndian,
  concatenate,
  doubleBytes,
  ELEMENT,
  element,
  elementId,
  float,
  longSize,
  text,
  unsigned,
} from "./ebml.ts";

/** A cluster is closed after so long, so that a player need not read far; a block's time in it has only 16 bits. */
const CLUSTER_MS = 5_000;
const VIDEO_TRACK = 1;
const TRACK_TYPE_VIDEO = 1;
const KEY_FRAME_FLAG = 0x80;
/** BT.601 in limited range is what the encoder makes; the rest is sRGB, where the pictures come from (ITU-T H.273). */
const COLOUR = [
  unsigned(ELEMENT.matrixCoefficients, 6),
  unsigned(ELEMENT.range, 1),
  unsigned(ELEMENT.transferCharacteristics, 13),
  unsigned(ELEMENT.primaries, 1),
];
/** Elements that the index at the start leads to, and the bytes of one of its entries, always as many. */
const INDEXED = [ELEMENT.info, ELEMENT.tracks, ELEMENT.cues];
const POSITION_BYTES = 8;

/**
 * Writes a WebM file with one VP8 track (RFC 9559). Nothing is kept but the place of each key frame; what is only known
 * at the end is patched in: the size, the duration, and where the cues are.
 */
export class WebmMuxer {
  readonly #sink: FilmSink;
  readonly #cues: { readonly timeMs: number; readonly position: number }[] = [];
  #length = 0;
  #segmentStart = 0;
  #seekHeadAt = 0;
  #durationAt = 0;
  #infoAt = 0;
  #tracksAt = 0;
  #cluster: { readonly startMs: number; readonly sizeAt: number } | undefined;

  constructor(sink: FilmSink, width: number, height: number) {
    this.#sink = sink;
    this.#write(
      element(
        ELEMENT.ebml,
        unsigned(ELEMENT.ebmlVersion, 1),
        unsigned(ELEMENT.ebmlReadVersion, 1),
        unsigned(ELEMENT.ebmlMaxIdLength, 4),
        unsigned(ELEMENT.ebmlMaxSizeLength, 8),
        text(ELEMENT.docType, "webm"),
        unsigned(ELEMENT.docTypeVersion, 2),
        unsigned(ELEMENT.docTypeReadVersion, 2),
      ),
    );
    this.#write(elementId(ELEMENT.segment), longSize(0));
    this.#segmentStart = this.#length;
    this.#seekHeadAt = this.#length;
    this.#write(this.#seekHead(0));
    this.#infoAt = this.#position();
    this.#write(info());
    // The duration comes last in it.
    this.#durationAt = this.#length - 8;
    this.#tracksAt = this.#position();
    this.#write(tracks(width, height));
  }

  #write(...parts: readonly Uint8Array[]): void {
    for (const part of parts) {
      this.#sink.write(part);
      this.#length += part.length;
    }
  }

  /** Places are told from the segment's first byte on. */
  #position(): number {
    return this.#length - this.#segmentStart;
  }

  #seekHead(cuesAt: number): Uint8Array {
    const positions = [this.#infoAt, this.#tracksAt, cuesAt];
    return element(
      ELEMENT.seekHead,
      ...INDEXED.map((id, index) =>
        element(
          ELEMENT.seek,
          element(ELEMENT.seekId, elementId(id)),
          unsigned(ELEMENT.seekPosition, positions[index]!, POSITION_BYTES),
        ),
      ),
    );
  }

  /** Adds an encoded frame. @param timeMs a whole number, more than that of the frame before */
  frame(data: Uint8Array, timeMs: number, isKey: boolean): void {
    if (!this.#cluster || isKey || timeMs - this.#cluster.startMs >= CLUSTER_MS) this.#startCluster(timeMs, isKey);
    const time = bigEndian(timeMs - this.#cluster!.startMs, 2);
    const head = Uint8Array.of(0x80 | VIDEO_TRACK, ...time, isKey ? KEY_FRAME_FLAG : 0);
    this.#write(element(ELEMENT.simpleBlock, head, data));
  }

  #startCluster(startMs: number, isKey: boolean): void {
    this.#endCluster();
    if (isKey) this.#cues.push({ timeMs: startMs, position: this.#position() });
    const id = elementId(ELEMENT.cluster);
    this.#cluster = { startMs, sizeAt: this.#length + id.length };
    this.#write(id, longSize(0), unsigned(ELEMENT.timestamp, startMs));
  }

  #endCluster(): void {
    if (!this.#cluster) return;
    const { sizeAt } = this.#cluster;
    this.#sink.patch(sizeAt, longSize(this.#length - sizeAt - 8));
  }

  /** Ends the file. */
  finish(durationMs: number): void {
    this.#endCluster();
    const cuesAt = this.#position();
    this.#write(element(ELEMENT.cues, ...this.#cues.map(({ timeMs, position }) => cuePoint(timeMs, position))));
    this.#sink.patch(this.#seekHeadAt, this.#seekHead(cuesAt));
    this.#sink.patch(this.#durationAt, doubleBytes(durationMs));
    this.#sink.patch(this.#segmentStart - 8, longSize(this.#length - this.#segmentStart));
  }
}

function info(): Uint8Array {
  return element(
    ELEMENT.info,
    unsigned(ELEMENT.timestampScale, 1_000_000),
    text(ELEMENT.muxingApp, "agent-tty"),
    text(ELEMENT.writingApp, "agent-tty"),
    float(ELEMENT.duration, 0),
  );
}

function tracks(width: number, height: number): Uint8Array {
  const video = concatenate(
    unsigned(ELEMENT.pixelWidth, width),
    unsigned(ELEMENT.pixelHeight, height),
    element(ELEMENT.colour, ...COLOUR),
  );
  return element(
    ELEMENT.tracks,
    element(
      ELEMENT.trackEntry,
      unsigned(ELEMENT.trackNumber, VIDEO_TRACK),
      unsigned(ELEMENT.trackUid, VIDEO_TRACK),
      unsigned(ELEMENT.trackType, TRACK_TYPE_VIDEO),
      unsigned(ELEMENT.flagLacing, 0),
      text(ELEMENT.codecId, "V_VP8"),
      element(ELEMENT.video, video),
    ),
  );
}

function cuePoint(timeMs: number, position: number): Uint8Array {
  return element(
    ELEMENT.cuePoint,
    unsigned(ELEMENT.cueTime, timeMs),
    element(
      ELEMENT.cueTrackPositions,
      unsigned(ELEMENT.cueTrack, VIDEO_TRACK),
      unsigned(ELEMENT.cueClusterPosition, position),
    ),
  );
}
