// A model as the operations answer it.
import type { Model } from '@aws-sdk/client-api-gateway';
import type { ApiModelModel } from '../../gateway/model.ts';
import { present } from '../present.ts';

export function modelShape(model: ApiModelModel): Model {
  return present({
    id: model.id,
    name: model.name,
    description: model.description,
    schema: model.schema,
    contentType: model.contentType,
  });
}
