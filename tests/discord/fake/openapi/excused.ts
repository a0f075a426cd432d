/** A place where the published description is narrower than Discord itself. */
export interface Amendment {
  /** Where in the description, with `/` between keys. */
  readonly pointer: string;
  readonly schema: object;
  readonly reason: string;
}

// The documentation says "string?", every library sends a string, and answers carry one.
const PERMISSIONS = {
  schema: { type: ['integer', 'string', 'null'] },
  reason: 'permissions are sent as strings of digits, since JavaScript cannot count that far',
};

/** What of the published description does not hold. */
export const AMENDMENTS: readonly Amendment[] = [
  ...[
    'ApplicationCommandCreateRequest',
    'ApplicationCommandUpdateRequest',
    'ApplicationCommandPatchRequestPartial',
  ].map((name) => ({
    pointer: `components/schemas/${name}/properties/default_member_permissions`,
    ...PERMISSIONS,
  })),
  {
    pointer: 'components/schemas/MessageReferenceType',
    schema: { type: 'integer', enum: [0, 1] },
    reason: 'forwarded messages have the type 1, which the documentation names',
  },
];
