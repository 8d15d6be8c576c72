import type { components } from "#generated/didomi/types.ts";
import type { DidomiContext, Organization } from "./state.ts";

type Purpose = components["schemas"]["PurposeInput"];

/**
 * Looks for the first purpose, preference or value that the organization's catalogue does not have. Without a
 * catalogue every id passes: samples make them up.
 *
 * @returns the complaint, or `undefined`
 */
export async function findUnknownChoice(
  consents: components["schemas"]["ConsentsInput"] | undefined,
  organizationId: string,
  { organizations }: DidomiContext,
): Promise<string | undefined> {
  const organization = await organizations.get(organizationId);
  const known = organization?.catalogue?.purposes ?? [];
  if (known.length === 0) return undefined;
  const purposes = new Map(known.map((purpose) => [purpose.id, purpose]));
  for (const sent of consents?.purposes ?? []) {
    const purpose = purposes.get(sent.id);
    if (purpose === undefined) return `'${sent.id}' is not a purpose of this organization`;
    const complaint = findUnknownValue(sent, purpose.preferences ?? []);
    if (complaint !== undefined) return complaint;
  }
  return undefined;
}

type Preferences = NonNullable<NonNullable<Organization["catalogue"]>["purposes"][number]["preferences"]>;

function findUnknownValue(sent: Purpose, preferences: Preferences): string | undefined {
  const known = new Map(preferences.map(({ id, values = [] }) => [id, new Set(values)]));
  for (const [preferenceId, { value }] of Object.entries(sent.values ?? {})) {
    const values = known.get(preferenceId);
    if (values === undefined) return `'${preferenceId}' is not a preference of purpose '${sent.id}'`;
    const unknown = value === "" ? undefined : value.split(",").find((id) => !values.has(id));
    if (unknown !== undefined) return `'${unknown}' is not a value of preference '${preferenceId}'`;
  }
  return undefined;
}
