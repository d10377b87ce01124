import { FilmTiming } from "../core/film-timing.ts";
import { longestPause, Pacing, type Timing } from "../core/pacing.ts";
import { replay } from "../log/replay.ts";
import type { LogEvent } from "../protocol/events.ts";
import type { Profile } from "../render/profile.ts";
import { type Scene, sceneOf } from "../render/scene.ts";
import { Screen } from "../screen/screen.ts";
import { CaptionLine } from "./caption-line.ts";
import { Captions, captionOf } from "./captions.ts";
import { FilmCanvas, isSameScene } from "./film-canvas.ts";
import type { LogSurvey } from "./log-survey.ts";

/** How a film shows a session. */
export interface FilmLook {
  readonly profile: Profile;
  /** Whether all colours are the profile's, whatever the program has set (OSC 4, 10, 11, 12). */
  readonly themeColors: boolean;
  /** Whether a line below the screen shows what was typed. */
  readonly captions: boolean;
}

/** When a film shows what. */
export interface FilmPace {
  readonly timing: Timing;
  /** Pictures a second, at most. */
  readonly fps: number;
  readonly speed?: number | undefined;
  readonly idleLimitMs?: number | undefined;
}

/** Events are applied together, but never more than so many: they are kept until then. */
const MOST_WAITING = 256;

/** Turns the events of a log, one after the other, into scenes and their times. */
export class FilmPictures {
  readonly #screen: Screen;
  readonly #pacing: Pacing;
  readonly #timing: FilmTiming;
  readonly #canvas: FilmCanvas;
  readonly #captions: Captions | undefined;
  readonly #captionLine: CaptionLine | undefined;
  readonly #look: FilmLook;
  readonly #show: (scene: Scene, atMs: number) => void;
  #waiting: LogEvent[] = [];
  #last: Scene | undefined;
  /** Where in the film the last event that is seen is, in ms. */
  endMs = 0;
  /** How many scenes there have been. */
  count = 0;

  /** @param show takes each scene that differs from the one before, in order, with its time in ms from the film's start */
  constructor(survey: LogSurvey, pace: FilmPace, look: FilmLook, show: (scene: Scene, atMs: number) => void) {
    const { profile, captions } = look;
    this.#screen = new Screen({ cols: survey.startCols, rows: survey.startRows, theme: profile.theme });
    this.#pacing = new Pacing("recorded", survey.startMs, { speed: pace.speed, idleLimitMs: longestPauseOf(pace) });
    this.#timing = new FilmTiming(pace.fps);
    this.#canvas = new FilmCanvas(survey.cols, survey.rows);
    this.#captions = captions ? new Captions() : undefined;
    this.#captionLine = captions ? new CaptionLine(survey.cols, profile.theme) : undefined;
    this.#look = look;
    this.#show = show;
  }

  /** Takes in an event that is only there to make the first picture. */
  skip(event: LogEvent): void {
    this.#wait(event);
  }

  /** Takes in an event that is shown. */
  take(event: LogEvent): void {
    if (event.type === "output" || event.type === "resize" || this.#isCaption(event)) {
      const atMs = this.#pacing.place(Date.parse(event.ts));
      const due = this.#timing.dueBefore(atMs);
      if (due !== undefined) this.#picture(due, atMs);
      this.#timing.changed(atMs);
      this.#captions?.take(event);
      this.endMs = atMs;
    }
    this.#wait(event);
  }

  /** Shows what is left to be shown. */
  finish(): void {
    const due = this.#timing.pendingMs;
    if (due !== undefined) this.#picture(due);
    else this.#apply();
    this.endMs = Math.max(this.endMs, due ?? 0);
    this.#screen.dispose();
  }

  #isCaption(event: LogEvent): boolean {
    return this.#captions !== undefined && captionOf(event) !== undefined;
  }

  #wait(event: LogEvent): void {
    this.#waiting.push(event);
    if (this.#waiting.length >= MOST_WAITING) this.#apply();
  }

  #apply(): void {
    replay(this.#waiting, this.#screen);
    this.#waiting = [];
  }

  /** @param nextMs when the next thing happens; left out where nothing does */
  #picture(atMs: number, nextMs?: number): void {
    this.#apply();
    const isHalf = nextMs !== undefined && this.#screen.modes().synchronizedOutput;
    if (isHalf && this.#timing.postpone(nextMs)) return;
    this.#timing.taken();
    const { themeColors, profile } = this.#look;
    const options = { theme: profile.theme, themeColors, boldIsBright: profile.boldIsBright };
    const scene = this.#canvas.compose(sceneOf(this.#screen, options), this.#captionCells());
    if (this.#last && isSameScene(this.#last, scene)) return;
    this.#last = scene;
    this.count++;
    this.#show(scene, atMs);
  }

  #captionCells() {
    return this.#captionLine?.cellsOf(this.#captions?.current);
  }
}

/** A film without pauses still shows each picture for as long as the rate has it. */
function longestPauseOf({ timing, fps, idleLimitMs = Number.POSITIVE_INFINITY }: FilmPace): number {
  return Math.max(1000 / fps, Math.min(longestPause(timing), idleLimitMs));
}
