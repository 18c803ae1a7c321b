// Names below `localhost` lead to this machine, others where the system says.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { lookUpHost } from './local-names.ts';

test('a name below localhost is reached on this machine, with one address or all', async (t) => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  for (const autoSelectFamily of [true, false]) {
    const host = 'abc.lambda-url.us-east-1.localhost';
    const socket = connect({ host, port, lookup: lookUpHost, autoSelectFamily });
    await new Promise<void>((resolve, reject) => {
      socket.on('connect', resolve);
      socket.on('error', reject);
    });
    assert.equal(socket.remoteAddress, '127.0.0.1');
    socket.destroy();
  }
});

test("any other name is the system resolver's", async () => {
  const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    lookUpHost('name.invalid', {}, (failure) => resolve(failure));
  });
  assert.match(error?.code ?? '', /ENOTFOUND|EAI_AGAIN/);
});
