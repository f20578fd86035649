/** A setting that the relay cannot start with. Its message names the variable and what is wrong; never the value, which may be secret. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';

  constructor(variable: string, what: string) {
    super(`${variable} ${what}`);
  }
}
