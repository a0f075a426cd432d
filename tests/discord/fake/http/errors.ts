/** An answer of failure, as Discord words it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly errors?: object,
  ) {
    super(message);
  }

  /** What stands in the answer's body. */
  get body(): object {
    const { code, message, errors } = this;
    return errors ? { code, message, errors } : { code, message };
  }
}

/** The failures that more than one route answers with. */
export const fail = {
  unauthorized: () => new ApiError(401, 0, '401: Unauthorized'),
  notFound: () => new ApiError(404, 0, '404: Not Found'),
  unknownChannel: () => new ApiError(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new ApiError(404, 10004, 'Unknown Guild'),
  unknownMember: () => new ApiError(404, 10007, 'Unknown Member'),
  unknownMessage: () => new ApiError(404, 10008, 'Unknown Message'),
  unknownUser: () => new ApiError(404, 10013, 'Unknown User'),
  unknownWebhook: () => new ApiError(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new ApiError(404, 10062, 'Unknown interaction'),
  unknownCommand: () => new ApiError(404, 10063, 'Unknown application command'),
  alreadyAcknowledged: () => new ApiError(400, 40060, 'Interaction has already been acknowledged.'),
  fileTooLarge: () => new ApiError(413, 40005, 'Request entity too large'),
  missingAccess: () => new ApiError(403, 50001, 'Missing Access'),
  notYourMessage: () => new ApiError(403, 50005, 'Cannot edit a message authored by another user'),
  emptyMessage: () => new ApiError(400, 50006, 'Cannot send an empty message'),
  cannotSendToUser: () => new ApiError(403, 50007, 'Cannot send messages to this user'),
  missingPermissions: () => new ApiError(403, 50013, 'Missing Permissions'),
  tooFewOrManyToDelete: () =>
    new ApiError(
      400,
      50016,
      'Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages.',
    ),
  notInThisChannel: () => new ApiError(400, 50024, 'Cannot execute action on this channel type'),
  badWebhookToken: () => new ApiError(401, 50027, 'Invalid Webhook Token'),
  tooOldToDelete: () =>
    new ApiError(400, 50034, 'You can only bulk delete messages that are under 14 days old.'),
  threadLocked: () => new ApiError(400, 50083, 'Thread is archived'),
  threadExists: () => new ApiError(400, 160004, 'A thread has already been created for this message'),
};
