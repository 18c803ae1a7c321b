// The protocols by name.
import { awsQuery } from './query.ts';
import { restJson1 } from './rest-json.ts';
import { loadRpcv2Cbor } from './rpc-cbor.ts';
import { awsJson10, awsJson11 } from './rpc-json.ts';
import type { ProtocolId } from './services.ts';
import type { Protocol } from './wire.ts';

export function protocolOf(id: ProtocolId): Protocol | Promise<Protocol> {
  switch (id) {
    case 'restJson1':
      return restJson1;
    case 'awsJson1.0':
      return awsJson10;
    case 'awsJson1.1':
      return awsJson11;
    case 'awsQuery':
      return awsQuery;
    case 'restXml':
      return loadRestXml();
    case 'rpcv2Cbor':
      return loadRpcv2Cbor();
  }
}

/** Loaded with the first request to S3: its parser is no small module. */
async function loadRestXml(): Promise<Protocol> {
  return (await import('./rest-xml.ts')).restXml;
}
