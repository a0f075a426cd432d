import type { LocalizedText } from '../fault.js';

/** What is wrong with a storage (a folder or a bucket) or with a file in it. */
export const STORAGE_FAULTS = {
  missing: { ko: '파일이 없습니다', en: 'no such file' },
  address: {
    ko: 'S3 주소는 s3://버킷/경로 형식이어야 합니다',
    en: 'an S3 address has the form s3://bucket/path',
  },
  /** @param name quoted */
  name: (name: string): LocalizedText => ({
    ko: `저장소에 쓸 수 없는 파일 이름입니다: ${name}`,
    en: `invalid file name for a storage: ${name}`,
  }),
} as const;

/** What is wrong between this program and S3. */
export const S3_FAULTS = {
  noBucket: {
    ko: '그런 버킷이 없습니다. 주소와 AWS_ENDPOINT_URL을 확인하세요',
    en: 'no such bucket; check the address and AWS_ENDPOINT_URL',
  },
  denied: {
    ko: 'S3가 접근을 거부했습니다. AWS_ACCESS_KEY_ID와 AWS_SECRET_ACCESS_KEY, 버킷의 권한을 확인하세요',
    en: 'S3 denies access; check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the permissions of the bucket',
  },
  noCredentials: {
    ko: 'S3 자격 증명이 없습니다. AWS_ACCESS_KEY_ID와 AWS_SECRET_ACCESS_KEY, 또는 AWS 프로필을 설정하세요',
    en: 'no credentials for S3; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or an AWS profile',
  },
  noRegion: {
    ko: 'S3의 리전을 모릅니다. AWS_REGION을 설정하세요',
    en: 'the region of S3 is unknown; set AWS_REGION',
  },
  wrongRegion: {
    ko: '버킷이 다른 리전에 있습니다. AWS_REGION을 고치세요',
    en: 'the bucket is in another region; correct AWS_REGION',
  },
  unreachable: {
    ko: 'S3 서버에 연결할 수 없거나 응답이 없습니다. AWS_ENDPOINT_URL과 네트워크를 확인하세요',
    en: 'S3 cannot be reached or does not respond; check AWS_ENDPOINT_URL and the network',
  },
  failed: { ko: 'S3가 요청을 처리하지 못했습니다', en: 'S3 could not process the request' },
  changed: {
    ko: '읽는 동안 파일이 바뀌었습니다. 파일이 완성된 뒤에 다시 시도하세요',
    en: 'the object changed while it was read; try again when it is complete',
  },
} as const satisfies Record<string, LocalizedText>;
