import type { Interception, InterceptOptions } from "#interception/interception.ts";

/**
 * Intercepts requests of this process to the providers' real hosts, and answers them by a standin that runs elsewhere. Needs MSW.
 *
 * @param url where it answers, such as `http://127.0.0.1:4700`
 */
export async function interceptAt(
  url: string,
  options: InterceptOptions & { readonly hosts?: readonly string[] } = {},
): Promise<Interception> {
  const { connectStandin } = await import("#interception/remote.ts");
  return connectStandin(url).intercept(options);
}
