import { describedComplaints } from '../complaints.ts';
import { type ExtensionPlace, extensionValidator } from '../extension.ts';
import { isObject } from '../json.ts';
import type { DocumentNode } from '../openapi-nodes.ts';
import { REFERENCED_FILES } from '../references.ts';
import type { Finding, LintCheck, LintContext } from './check.ts';

/** The x- words of a contract stand where they belong and fit `extension.schema.json`. */
export const extensionInvalid: LintCheck = { code: 'extension-invalid', find };

function find(context: LintContext): Finding[] {
  if (!context.isContract) return [];
  return [...context.nodes.values()].flatMap((node) => {
    if (!isObject(node.value)) return [];
    const { [REFERENCED_FILES]: _files, ...words } = node.value;
    const validate = extensionValidator(placeOf(node));
    if (validate(words)) return [];
    return describedComplaints(validate.errors, words).map(({ pointer, found, expected }) => {
      return { pointer: node.pointer + pointer, found, expected };
    });
  });
}

function placeOf({ kind }: DocumentNode): ExtensionPlace {
  if (kind === 'document') return 'root';
  const hasOwnWords = kind === 'operation' || kind === 'requestBody' || kind === 'mediaType' || kind === 'schema';
  return hasOwnWords ? kind : 'elsewhere';
}
