// The two models that every API begins with (SPEC §1.3, recorded).
import type { Ids } from '../../core/ids.ts';
import type { ApiModelModel } from '../../gateway/model.ts';

const contentType = 'application/json';

/** By name, each with an id of its own. */
export function defaultModels(ids: Ids): Readonly<Record<string, ApiModelModel>> {
  return {
    Empty: {
      id: ids.sixCharacters(),
      name: 'Empty',
      description: 'This is a default empty schema model',
      contentType,
      schema: emptySchema,
    },
    Error: {
      id: ids.sixCharacters(),
      name: 'Error',
      description: 'This is a default error schema model',
      contentType,
      schema: errorSchema,
    },
  };
}

/** AWS indents them by two; the recordings hold only what they mean. */
const emptySchema = `{
  "$schema": "http://json-schema.org/draft-04/schema#",
  "title" : "Empty Schema",
  "type" : "object"
}`;

const errorSchema = `{
  "$schema" : "http://json-schema.org/draft-04/schema#",
  "title" : "Error Schema",
  "type" : "object",
  "properties" : {
    "message" : { "type" : "string" }
  }
}`;
