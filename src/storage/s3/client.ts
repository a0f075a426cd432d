import { S3Client } from '@aws-sdk/client-s3';

/** Attempts of one request, with the SDK's growing pauses between them: some seconds of patience with a busy server. */
const ATTEMPTS = 6;

/** Ms until a server that does not answer counts as unreachable, and until a silent one counts as gone. */
const TIMEOUTS = { connectionTimeout: 5_000, requestTimeout: 60_000 };

/**
 * A client of S3 by the standard variables: AWS_ENDPOINT_URL (or AWS_ENDPOINT_URL_S3) for servers that are compatible,
 * AWS_REGION, and credentials as the SDK finds them (variables, profile, the machine's role).
 */
export function openClient(variables: Readonly<Record<string, string | undefined>> = process.env): S3Client {
  // What the SDK has to say of Node's versions is not for users of this program.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const own = filled(variables.AWS_ENDPOINT_URL_S3) ?? filled(variables.AWS_ENDPOINT_URL);
  const region =
    filled(variables.AWS_REGION) ??
    filled(variables.AWS_DEFAULT_REGION) ??
    // Compatible servers know no regions, but requests are signed for one.
    (own === undefined ? undefined : 'us-east-1');
  return new S3Client({
    maxAttempts: ATTEMPTS,
    requestHandler: TIMEOUTS,
    // Compatible servers mostly have no host name for each bucket, and not all know the newer checksums.
    forcePathStyle: own !== undefined,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(own === undefined ? {} : { endpoint: own }),
    ...(region === undefined ? {} : { region }),
  });
}

function filled(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
