import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPlainScalar } from './yaml-scalar.ts';

test('plain words mean what YAML 1.1 says, as AWS reads it', () => {
  const expected: readonly (readonly [string, unknown])[] = [
    ['yes', true],
    ['On', true],
    ['FALSE', false],
    ['off', false],
    ['y', 'y'],
    ['N', 'N'],
    ['tRue', 'tRue'],
    ['', null],
    ['~', null],
    ['null', null],
    ['0', 0],
    ['-12', -12],
    ['1_000', 1000],
    ['0x1F', 31],
    ['-0b101', -5],
    ['0755', 493],
    ['1:30', 90],
    ['1.50', 1.5],
    ['.5', 0.5],
    ['1.0e+3', 1000],
    ['1e3', '1e3'],
    ['.', '.'],
    ['089', '089'],
    ['2010-09-09', '2010-09-09'],
    ['1.2.3', '1.2.3'],
    ['+', '+'],
    ['.inf', '.inf'],
    ['123456789012', 123456789012],
    ['12345678901234567890', '12345678901234567890'],
  ];
  for (const [text, value] of expected) assert.equal(readPlainScalar(text), value, text);
});
