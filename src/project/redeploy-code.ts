// New code for a function that is deployed: `$LATEST`, and what the project publishes of it.
import type { OperationContext } from '../aws/context.ts';
import { publishVersion } from '../aws/lambda/publish-version.ts';
import { updateAlias } from '../aws/lambda/update-alias.ts';
import { updateFunctionCode } from '../aws/lambda/update-function-code.ts';
import type { DeployedCode } from './code/deployed-code.ts';
import { packageCode } from './code/package-code.ts';
import { rememberCode } from './code/remember-code.ts';

/**
 * Reads the code again. Invocations that run finish on the old; the next take the new. Aliases on the newest version move
 * to the one that is published now, as a deployment with AutoPublishAlias would move them.
 * @returns whether it has changed
 * @throws UserError where the code cannot be packaged
 */
export async function redeployCode(deployed: DeployedCode, context: OperationContext): Promise<boolean> {
  const { functionName: FunctionName } = deployed;
  const packaged = await packageCode(deployed.code, deployed.entry, context.lambda.packages);
  const { sha256 } = packaged.code;
  const document = context.lambda.function(FunctionName);
  if (document === null || document.latest.codeSha256 === sha256) return false;
  await rememberCode(deployed.code, packaged, context);
  await updateFunctionCode({ FunctionName, PackageSha256: sha256 }, context);
  const newest = Math.max(0, ...Object.keys(document.versions).map(Number));
  const following = Object.values(document.aliases).filter(
    (alias) => alias.functionVersion === String(newest),
  );
  if (following.length > 0) {
    const { Version: FunctionVersion } = await publishVersion({ FunctionName }, context);
    for (const { name: Name } of following) {
      await updateAlias({ FunctionName, Name, FunctionVersion: FunctionVersion! }, context);
    }
  }
  return true;
}
