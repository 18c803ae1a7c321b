// `varco runtimes`: which interpreter on this machine runs each runtime of Lambda, and `varco runtimes add` for one more.
import { Command } from 'commander';

export interface RuntimesOptions {
  readonly json: boolean;
}

export function runtimesCommand(): Command {
  const command = new Command('runtimes')
    .description('show which program on this machine runs each runtime of Lambda')
    .option('--json', 'print them as JSON', false)
    .action(async (options: RuntimesOptions) => {
      const { listRuntimes } = await import('./list-runtimes.ts');
      await listRuntimes(options);
    });
  command.addCommand(
    new Command('add')
      .description('install a Node.js from npm for one runtime: varco runtimes add nodejs24.x')
      .argument('<runtime>', 'nodejs18.x, nodejs20.x, nodejs22.x, nodejs24.x …')
      .exitOverride()
      .action(async (name: string) => {
        const { addRuntime } = await import('./add-runtime.ts');
        await addRuntime(name);
      }),
  );
  return command;
}
