import { createHash } from "node:crypto";
import { RENDERERS } from "../core/renderers.ts";
import type { LogIncomplete } from "../protocol/events.ts";
import type { ScreenshotParams } from "../protocol/method-params.ts";
import type { ScreenshotResult } from "../protocol/methods.ts";
import { drawPicture, extensionOf, hasCursor, isPainted } from "../render/picture-formats.ts";
import { pictureSize } from "../render/png-picture.ts";
import { loadProfile, renderProfileHash } from "../render/profile.ts";
import { drawnPart, sceneOf } from "../render/scene.ts";
import type { Screen } from "../screen/screen.ts";
import { keepArtifact } from "../store/artifacts.ts";
import type { SessionPaths } from "../store/session-directory.ts";

/** The screen that a picture is taken of, and where it comes from. */
export interface ScreenshotSource {
  readonly screen: Screen;
  readonly sessionId: string;
  /** Its render profiles are used. */
  readonly home: string;
  readonly paths: SessionPaths;
  /** What a window's title says where the program has set none. */
  readonly name: string;
  /** Where the log of a replayed screen stops being whole. */
  readonly logIncomplete?: LogIncomplete | undefined;
}

/** How many pixels the picture will have, without a frame. @throws AppError as {@link takeScreenshot} */
export function screenshotPixels({ screen, home }: ScreenshotSource, params: ScreenshotParams): number {
  const { region } = drawnPart(screen, params);
  const { width, height } = pictureSize(loadProfile(home, params.profile), params.scale, region.cols, region.rows);
  return width * height;
}

/**
 * Draws a screen, live or replayed, and keeps the picture as an artifact of the session.
 *
 * @throws AppError `INVALID_INPUT` for a profile that there is not, a region outside of the screen or a picture that
 * would be too large; `STORAGE_WRITE_ERROR`, `MANIFEST_VALIDATION_ERROR`
 */
export function takeScreenshot(source: ScreenshotSource, params: ScreenshotParams): ScreenshotResult {
  const { screen, sessionId, paths, logIncomplete } = source;
  const { scale, format } = params;
  const profile = loadProfile(source.home, params.profile);
  const boldIsBright = profile.boldIsBright && isPainted(format);
  const scene = sceneOf(screen, { ...params, theme: profile.theme, boldIsBright });
  const title = params.window ? screen.title || source.name : undefined;
  const { content, width, height } = drawPicture(format, { scene, profile, scale, title });
  const capturedAtSeq = screen.seq;
  const described = {
    profileName: profile.name,
    cols: scene.cols,
    rows: scene.rows,
    cursorVisible: scene.cursor !== undefined && hasCursor(format),
    rendererBackend: RENDERERS[0],
    pixelWidth: width,
    pixelHeight: height,
    renderProfileHash: renderProfileHash(profile, scale),
  };
  const path = keepArtifact(paths, {
    kind: "screenshot",
    filename: `screenshot-${Math.max(0, capturedAtSeq)}-${profile.name}${variantOf(params)}.${extensionOf(format)}`,
    sessionId,
    capturedAtSeq,
    content,
    metadata: { format, scale, ...described, ...framing(params) },
  });
  return {
    ...{ sessionId, capturedAtSeq, format, ...described, artifactPath: path },
    pngSizeBytes: Buffer.byteLength(content),
    sha256: createHash("sha256").update(content).digest("hex"),
    ...(logIncomplete && { logIncomplete }),
  };
}

/** What of the screen is shown, and how, where it is not the usual. */
function framing({ region, scrollback, window, themeColors }: ScreenshotParams) {
  return {
    ...(region && { region }),
    ...(scrollback !== 0 && { scrollback }),
    ...(window && { window }),
    ...(themeColors && { themeColors }),
  };
}

/** The part of a file's name that keeps pictures of one moment apart; nothing for the usual one. */
function variantOf({ scale, region, scrollback, window, themeColors }: ScreenshotParams): string {
  const parts = [
    scale !== 1 && `${scale}x`,
    region && `region-${region.row}-${region.col}-${region.rows}-${region.cols}`,
    scrollback !== 0 && `scrollback-${scrollback}`,
    window && "window",
    themeColors && "theme-colors",
  ];
  return parts.map((part) => (part ? `-${part}` : "")).join("");
}
