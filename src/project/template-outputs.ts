// The Outputs section, without what conditions switch off.
import { UserError } from '../core/errors.ts';
import { prune, type Conditions } from './conditions.ts';
import type { TemplateFile } from './template-file.ts';
import { isMap, own, type TemplateMap, type TemplateValue } from './template-value.ts';

/** Output → its unresolved value. Exports go nowhere: there is no other stack. @throws UserError */
export function readOutputs(file: TemplateFile, condition: Conditions): TemplateMap {
  const section = own(file.body, 'Outputs') ?? {};
  if (!isMap(section))
    throw new UserError(`${file.where(file.body, 'Outputs')}: Outputs must be a map of outputs.`);
  const outputs: Record<string, TemplateValue> = {};
  for (const [name, output] of Object.entries(section)) {
    const switchedBy = isMap(output) ? own(output, 'Condition') : undefined;
    if (typeof switchedBy === 'string' && !condition(switchedBy, output as TemplateMap)) continue;
    const value = isMap(output) ? own(output, 'Value') : undefined;
    if (value === undefined)
      throw new UserError(`${file.where(section, name)}: output ${name} needs a Value: add it.`);
    const pruned = prune(value, condition, file);
    if (pruned !== undefined) outputs[name] = pruned;
  }
  return outputs;
}
