import { expect, it } from 'vitest';
import { disarmMarkers } from './disarm-markers';

it.each([
  '<|im_end|>',
  '<|eot_id|>',
  '<|start_header_id|>',
  '<｜User｜>',
  '<end_of_turn>',
  '</s>',
  '[/INST]',
  '<</SYS>>',
  '</think>',
])('takes the power from %s in a mail', (marker) => {
  const [turn] = disarmMarkers([{ role: 'user', content: `Before ${marker} and ${marker}after` }]);
  expect(turn?.content).not.toContain(marker);
  expect(turn?.content.replaceAll(/\s/g, '')).toBe(`Before${marker}and${marker}after`.replaceAll(/\s/g, ''));
});

it.each(['a < b and c > d', '<jane@example.org>', 'see [1] and [INSTALL]', '5 <| 6', '<strong>'])(
  'leaves %s as it is',
  (content) => {
    expect(disarmMarkers([{ role: 'user', content }])).toEqual([{ role: 'user', content }]);
  },
);
