import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['{specs,wire,rules,mock,generators,conformance,reports,cli,gauntlet,test}/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
});

export default config;
