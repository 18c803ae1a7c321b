// Web pages stay out: those of other origins, and those that a foreign name was rebound for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuseForeignPage } from './browser-guard.ts';

const own = 'localhost:4566';

test('clients that are no browsers pass, by whatever own name they call', () => {
  for (const host of [
    own,
    'LOCALHOST',
    '127.0.0.1:4566',
    '[::1]:4566',
    '192.168.1.2',
    'lambda.localhost:4566',
    'localhost.:1',
  ]) {
    assert.equal(refuseForeignPage({ host }, []), null, host);
  }
  assert.equal(refuseForeignPage({ host: 'lambda.eu-south-1.amazonaws.com' }, []), null);
  assert.equal(refuseForeignPage({ host: 'varco:4566' }, ['varco']), null);
});

test('a name that anybody may own is refused, and so is none at all', () => {
  for (const host of [
    'evil.example',
    'evil.example:4566',
    'localhost.evil.example',
    'amazonaws.com.evil.example',
    '127.0.0.1.evil.example',
    '',
    'localhost:4566@evil.example',
  ]) {
    assert.match(refuseForeignPage({ host }, []) ?? '', /does not answer for the host/, host);
  }
});

test('a page of the same origin passes, one of any other does not', () => {
  assert.equal(refuseForeignPage({ host: own, origin: 'http://localhost:4566' }, []), null);
  for (const origin of [
    'https://evil.example',
    'http://localhost:3000',
    'http://127.0.0.1:4566',
    'null',
    'file://',
    '',
  ]) {
    assert.match(refuseForeignPage({ host: own, origin }, []) ?? '', /another origin/, origin);
  }
});

test('images, scripts and links from other sites are refused without an Origin too', () => {
  assert.notEqual(refuseForeignPage({ host: own, 'sec-fetch-site': 'cross-site' }, []), null);
  assert.notEqual(refuseForeignPage({ host: own, 'sec-fetch-site': 'same-site' }, []), null);
  assert.equal(refuseForeignPage({ host: own, 'sec-fetch-site': 'same-origin' }, []), null);
  assert.equal(refuseForeignPage({ host: own, 'sec-fetch-site': 'none' }, []), null);
});
