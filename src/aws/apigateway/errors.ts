// The errors of API Gateway's control plane (SPEC §1.4).
import { AwsError } from '../../core/errors.ts';

export function badRequest(message: string): AwsError {
  return new AwsError('BadRequestException', 400, message);
}

export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', 404, message);
}

export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', 409, message);
}
