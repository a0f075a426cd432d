import { Fault, type LocalizedText } from '../../fault.js';
import { missing } from '../faults.js';

const NO_BUCKET: LocalizedText = {
  ko: '그런 버킷이 없습니다. 주소와 AWS_ENDPOINT_URL을 살피세요',
  en: 'no such bucket; check the address and AWS_ENDPOINT_URL',
};
const DENIED: LocalizedText = {
  ko: 'S3가 허락하지 않습니다. AWS_ACCESS_KEY_ID와 AWS_SECRET_ACCESS_KEY, 버킷의 권한을 살피세요',
  en: 'S3 refuses; check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the rights on the bucket',
};
const NO_CREDENTIALS: LocalizedText = {
  ko: 'S3에 내보일 자격 증명이 없습니다. AWS_ACCESS_KEY_ID와 AWS_SECRET_ACCESS_KEY, 또는 AWS 프로필을 정하세요',
  en: 'no credentials for S3; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile of AWS',
};
const NO_REGION: LocalizedText = {
  ko: 'S3의 리전을 모릅니다. AWS_REGION을 정하세요',
  en: 'the region of S3 is unknown; set AWS_REGION',
};
const WRONG_REGION: LocalizedText = {
  ko: '버킷이 다른 리전에 있습니다. AWS_REGION을 고치세요',
  en: 'the bucket is in another region; correct AWS_REGION',
};
const UNREACHABLE: LocalizedText = {
  ko: 'S3 서버에 닿지 않거나 대답이 없습니다. AWS_ENDPOINT_URL과 네트워크를 살피세요',
  en: 'S3 cannot be reached or does not answer; check AWS_ENDPOINT_URL and the network',
};
const FAILED: LocalizedText = { ko: 'S3가 요청을 처리하지 못했습니다', en: 'S3 could not do what was asked' };
const CHANGED: LocalizedText = {
  ko: '읽는 동안 파일이 바뀌었습니다. 다 쓰인 뒤에 다시 하세요',
  en: 'the object changed while it was read; try again when it is finished',
};

/** By the names of errors: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html and the SDK's own. */
const BY_NAME: Readonly<Record<string, readonly [code: string, said: LocalizedText]>> = {
  NoSuchBucket: ['storage/no-bucket', NO_BUCKET],
  AccessDenied: ['storage/denied', DENIED],
  Forbidden: ['storage/denied', DENIED],
  InvalidAccessKeyId: ['storage/denied', DENIED],
  SignatureDoesNotMatch: ['storage/denied', DENIED],
  ExpiredToken: ['storage/denied', DENIED],
  CredentialsProviderError: ['storage/no-credentials', NO_CREDENTIALS],
  PermanentRedirect: ['storage/region', WRONG_REGION],
  AuthorizationHeaderMalformed: ['storage/region', WRONG_REGION],
  PreconditionFailed: ['work/storage-changed', CHANGED],
};
const MISSING = new Set(['NoSuchKey', 'NotFound']);

/** The fault that an error of the SDK stands for, with the object's address; secrets are in none of them. */
export function s3Fault(error: unknown, bucket: string, key: string): Fault {
  if (error instanceof Fault) return error;
  const file = `s3://${bucket}/${key}`;
  const name = error instanceof Error ? error.name : '';
  const message = error instanceof Error ? error.message : '';
  const cause = new Error(`${name} ${message}`.trim());
  if (MISSING.has(name)) return missing(file, cause);
  const known =
    BY_NAME[name] ?? (message === 'Region is missing' ? ['storage/region', NO_REGION] : undefined);
  if (known !== undefined) return new Fault(known[0], known[1], { file }, { cause });
  if (isNetwork(error)) return new Fault('work/storage-unreachable', UNREACHABLE, { file }, { cause });
  return new Fault('work/storage', FAILED, { file }, { cause });
}

/** Whether the network is to blame: no answer of the server came at all, or it said that it cannot answer now. */
export function isNetwork(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    /^(?:E[A-Z_]+|UND_ERR.*)$/.test(code) ||
    /Timeout|SlowDown|ServiceUnavailable|aborted/i.test(error.name + error.message)
  );
}
