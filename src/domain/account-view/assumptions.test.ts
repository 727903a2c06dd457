import { nameOfEmail, seniorityOfTitle } from './assumptions';

test.each([
  ['CEO', 'c-level'],
  ['Chief Financial Officer', 'c-level'],
  ['C.T.O.', 'c-level'],
  ['CISO', 'c-level'],
  ['Co-Founder', 'c-level'],
  ['President, EMEA', 'c-level'],
  ['CTO and VP Engineering', 'c-level'],
  ['VP of Operations', 'vp'],
  ['Vice President', 'vp'],
  ['Sr. Vice-President, Sales', 'vp'],
  ['SVP Product', 'vp'],
  ['EVP', 'vp'],
  ['Head of Data', 'director'],
  ['Director of IT', 'director'],
  ['Chief of Staff to the CEO', 'director'],
  ['Operations Manager', 'manager'],
  ['Team Lead', 'manager'],
  ['Executive Assistant, CEO', 'individual'],
  ['Assistant to the CFO', 'individual'],
  ['Analyst, Office of the CTO', 'individual'],
  ['Cisco Engineer', 'individual'],
  ['Leadership Coach', 'individual'],
  ['Senior Vice President', 'vp'],
  ['SVP, Sales', 'vp'],
  ['President', 'c-level'],
  ['Chief Technology Officer', 'c-level'],
  ['CEO & Co-Founder', 'c-level'],
  ['Owner', 'c-level'],
  ['Managing Director', 'c-level'],
  ['Head of IT', 'director'],
  ['Director, Procurement', 'director'],
  ['Engineering Manager', 'manager'],
  ['Shift Supervisor', 'manager'],
  ['Assistant to the CEO', 'individual'],
  ['Administrative Assistant, CFO', 'individual'],
  ['Assistant to Vice President Sales', 'individual'],
  ['Product Owner', 'individual'],
  ['Process Owner', 'individual'],
  ['Software Engineer', 'individual'],
  ['', 'individual'],
  [undefined, 'individual'],
])('the title %p is guessed to be %s', (title, seniority) => {
  expect(seniorityOfTitle(title)).toBe(seniority);
});

test.each([
  ['olivia.grant@acme.example', 'Olivia Grant'],
  ['OGrant+news@acme.example', 'OGrant'],
  ['li_wei-chen@acme.example', 'Li Wei Chen'],
  ['+@acme.example', '+'],
  ['_@acme.example', '_@acme.example'],
])('%s is called %s until the name is known', (email, name) => {
  expect(nameOfEmail(email)).toBe(name);
});
