import { configuredAddress } from './configured-address';
import { FakeMachine } from './fake-machine.fixture';

let machine: FakeMachine;
beforeEach(() => (machine = new FakeMachine()));
afterEach(() => machine.remove());

test('nothing is configured', () => {
  expect(configuredAddress(machine.env)).toBeUndefined();
  expect(configuredAddress({ ...machine.env, TEMPORAL_ADDRESS: '' })).toBeUndefined();
});

test('TEMPORAL_ADDRESS, or else a profile of the configuration file', () => {
  const toml = '[profile.default]\naddress = "here:7233"\n[profile.cloud]\naddress = "there:7233"\n';
  const env = { ...machine.env, TEMPORAL_CONFIG_FILE: machine.put('temporal.toml', toml) };
  expect(configuredAddress(env)).toBe('here:7233');
  expect(configuredAddress({ ...env, TEMPORAL_PROFILE: 'cloud' })).toBe('there:7233');
  expect(configuredAddress({ ...env, TEMPORAL_ADDRESS: 'other:7233' })).toBe('other:7233');
  expect(() => configuredAddress({ ...env, TEMPORAL_PROFILE: 'none' })).toThrow(/none/);
});
