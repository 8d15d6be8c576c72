import type { components } from "#generated/didomi/types.ts";

/** The organization's id of a user as it is kept: a number that is sent stands for its text, in every call alike. */
export const toOrganizationUserId = (sent: components["schemas"]["OrganizationUserIdInput"]): string => String(sent);
