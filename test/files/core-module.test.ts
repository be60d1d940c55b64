import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { coreModule } from '../../src/files/core-module.ts';

test('beside the sources there is no core in WebAssembly, and none is compiled', () => {
  assert.is(coreModule(), undefined);
});

test.run();
