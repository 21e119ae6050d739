/**
 * Runs a TypeScript file of this repository as a process of its own, without a build:
 * `node test/support/run-typescript.cjs <file.ts>`. For fixtures of tests that need a real process.
 */
require('reflect-metadata');
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');
const ts = require('typescript');

const ROOT = resolve(__dirname, '../..');
const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(
  { ...config.compilerOptions, noEmit: false, sourceMap: false, inlineSourceMap: true },
  ROOT,
);

Module._extensions['.ts'] = (module, file) => {
  const source = ts.transpileModule(readFileSync(file, 'utf8'), {
    fileName: file,
    compilerOptions: options,
  });
  module._compile(source.outputText, file);
};

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const [, lib] = /^@sluice\/([^/]+)$/.exec(request) ?? [];
  const target = lib ? join(ROOT, 'libs', lib, 'src/index.ts') : request;
  return resolveFilename.call(this, target, ...rest);
};

require(resolve(process.argv[2]));
