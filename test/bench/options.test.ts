import { readOptions } from './options';

describe('the command line of the bench', () => {
  it('asks for both parts at full size when it says nothing', () => {
    expect(readOptions([])).toMatchObject({
      ...{ parts: ['plays', 'load'], json: false, help: false },
      plays: { pairs: 9, runs: 15 },
      load: { accounts: 10_000 },
    });
  });

  it('asks for one part, smaller', () => {
    const options = readOptions(['--only', 'load', '--accounts', '50', '--json']);
    expect(options).toMatchObject({ parts: ['load'], json: true, load: { accounts: 50 } });
  });

  it.each([
    [['--only', 'everything'], '--only is plays or load, not "everything".'],
    [['--accounts', '0'], '--accounts is a whole number from 1 upwards, not "0".'],
    [['--events', 'many'], '--events is a whole number from 1 upwards, not "many".'],
  ])('is refused in words: %j', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
