import type { Finding, LintCheck, LintContext } from './check.ts';

/** RFC 9110 section 8.3.1, with the ranges of OpenAPI 3.1.1 section 4.8.14.1. */
const MEDIA_TYPE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+( *;.*)?$/;

/** Keys of `content` are media types or ranges of them. */
export const mediaTypeInvalid: LintCheck = { code: 'media-type-invalid', find };

function find({ all }: LintContext): Finding[] {
  return all('mediaType')
    .filter(({ name }) => !MEDIA_TYPE.test(name))
    .map(({ name, pointer }) => ({ pointer, found: name, expected: 'type/subtype' }));
}
