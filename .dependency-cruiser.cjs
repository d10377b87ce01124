// Imports point one way: core ← protocol ← pty screen log store ← render film export ← host client ← cli ← main.
const layers = [
  ["core"],
  ["protocol"],
  ["pty", "screen", "log", "store", "shell-integration"],
  ["render", "film", "export"],
  ["host", "client"],
  ["cli"],
];

/** A layer may import itself and the layers before it; its siblings only where `siblings` says so. */
const siblings = { store: ["log"], film: ["render"], export: ["render", "film"] };

const layerRules = layers.flatMap((names, level) =>
  names.map((name) => ({
    name: `layer-${name}`,
    comment: `src/${name}/ may import only what lies below it.`,
    severity: "error",
    from: { path: `^src/${name}/` },
    to: {
      path: "^src/",
      pathNot: [name, ...(siblings[name] ?? []), ...layers.slice(0, level).flat()]
        .map((below) => `^src/${below}/`)
        .concat(name === "core" || name === "protocol" ? [] : ["^src/runtime(\\.ts$|/)", "^src/version\\.ts$"]),
    },
  })),
);

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: "core-is-dependency-free",
      comment: "src/core/ imports nothing from outside itself: no package, no node: module.",
      severity: "error",
      from: { path: "^src/core/" },
      to: { pathNot: "^src/core/" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^bun(:|$)" },
    },
    {
      name: "no-test-code-in-src",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(test|scripts)/" },
    },
    {
      name: "no-dev-dependency-in-src",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "default", "types"] },
  },
};
