import type { components } from "#generated/didomi/types.ts";
import { type BadRequest, badRequest } from "./problems.ts";
import { reasons } from "./reasons.ts";
import type { DidomiContext, Organization } from "./state.ts";

type Purpose = components["schemas"]["PurposeInput"];

/**
 * Refuses the first purpose, preference or value that is not in the organization's catalogue. Without a catalogue every id
 * is accepted: the provider's samples use fictitious ones.
 */
export function refuseUnknownChoice(
  consents: components["schemas"]["ConsentsInput"] | undefined,
  organizationId: string,
  { organizations }: DidomiContext,
): BadRequest | undefined {
  const known = organizations.get(organizationId)?.catalogue?.purposes ?? [];
  if (known.length === 0) return undefined;
  const purposes = new Map(known.map((purpose) => [purpose.id, purpose]));
  // A request may repeat a purpose: its preferences are read once.
  const preferences = new Map<string, Preferences>();
  for (const sent of consents?.purposes ?? []) {
    const purpose = purposes.get(sent.id);
    if (purpose === undefined)
      return badRequest(
        `'${sent.id}' is not a purpose of this organization`,
        reasons.unknownPurpose({ organization: organizationId, purpose: sent.id }),
      );
    const own = preferences.get(sent.id) ?? preferencesOf(purpose);
    preferences.set(sent.id, own);
    const refusal = refuseUnknownValue(sent, own, organizationId);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** The values of each preference. */
type Preferences = ReadonlyMap<string, ReadonlySet<string>>;

type CataloguePurpose = NonNullable<NonNullable<Organization["catalogue"]>["purposes"]>[number];

const preferencesOf = ({ preferences = [] }: CataloguePurpose): Preferences =>
  new Map(preferences.map(({ id, values = [] }) => [id, new Set(values)]));

function refuseUnknownValue(sent: Purpose, known: Preferences, organization: string): BadRequest | undefined {
  for (const [preference, { value }] of Object.entries(sent.values ?? {})) {
    const values = known.get(preference);
    if (values === undefined)
      return badRequest(
        `'${preference}' is not a preference of purpose '${sent.id}'`,
        reasons.unknownPreference({ organization, purpose: sent.id, preference }),
      );
    const unknown = value === "" ? undefined : value.split(",").find((id) => !values.has(id));
    if (unknown !== undefined)
      return badRequest(
        `'${unknown}' is not a value of preference '${preference}'`,
        reasons.unknownValue({ organization, purpose: sent.id, preference, value: unknown }),
      );
  }
  return undefined;
}
