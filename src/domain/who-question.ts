import { ROLE_TITLES, theRole, type Role } from './roles';
import { shortened } from './wording';

/** The question for whoever names somebody for a role; `unknown` is an address that was named and is nobody's of ours. */
export function whoQuestion(accountName: string, role: Role, by: Role, unknown: string) {
  return {
    question: `Who is ${theRole(role)} of ${accountName}?`,
    why: unknown
      ? `Nobody of ours has this address: “${shortened(unknown, 200)}”`
      : `${accountName} has no ${ROLE_TITLES[role]} yet, and somebody has to be there for them.`,
    choices: {
      name: {
        label: 'Name somebody',
        effect: `From now on they are asked as ${ROLE_TITLES[role]}.`,
        style: 'primary',
        fields: [{ id: 'email', label: 'Their e-mail address', kind: 'text', required: true }],
      },
      self: {
        label: 'I do it for now',
        effect: `What is for ${theRole(role)} comes to ${theRole(by)} until somebody else holds the role.`,
      },
    },
  } as const;
}
