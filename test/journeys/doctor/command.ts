// The command line from its source, unbuilt.
import { main } from '../../../src/cli/main.ts';

await main(process.argv.slice(2));
