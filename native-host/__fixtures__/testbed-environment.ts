/** What leads the companion to a testbed, and nothing else: the product's own switches for tests. */
export const buildTestbedEnvironment = ({
  proxyUrl,
  caFile,
}: {
  proxyUrl: string;
  caFile: string;
}): Record<string, string> => ({ STAR_EXPORT_TEST_PROXY: proxyUrl, STAR_EXPORT_TEST_CA: caFile });
