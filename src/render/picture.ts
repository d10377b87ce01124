import type { Profile, Scale } from "./profile.ts";
import type { Scene } from "./scene.ts";

/** What a still picture is made of. */
export interface PictureRequest {
  readonly scene: Scene;
  readonly profile: Profile;
  readonly scale: Scale;
  /** The title of the frame that is drawn around it; no frame without one. */
  readonly title?: string | undefined;
}

/** A still picture as a file. */
export interface Picture {
  readonly content: string | Uint8Array;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}
