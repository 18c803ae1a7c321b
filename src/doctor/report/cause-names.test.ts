import assert from 'node:assert/strict';
import { test } from 'node:test';
import { causes } from '../causes/index.ts';
import { causeName } from './cause-names.ts';

test('every cause has a name in both languages', () => {
  for (const { id } of causes) {
    assert.notEqual(causeName(id, 'en'), id, id);
    assert.notEqual(causeName(id, 'it'), id, id);
    assert.notEqual(causeName(id, 'it'), causeName(id, 'en'), id);
  }
});
