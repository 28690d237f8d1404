/** All that a program of ours has of the environment of its test: where programs are, and what of them is compiled already. */
export const bareEnvironment = {
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
};
