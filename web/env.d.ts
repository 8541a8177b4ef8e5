/// Go's support code for WebAssembly, copied from the toolchain by build.mjs.
declare module "wasm_exec";

/// Names of the built files, relative to the application's folder; set by build.mjs.
declare const BUILD: {
  id: string;
  worker: string;
  wasm: string;
  wasmBytes: number;
  /// The script of the complete check, and its integrity.
  audit: string;
  auditHash: string;
};
