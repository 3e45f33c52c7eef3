/** Colours, light and dark; text on its ground has a contrast of at least 4.5. */
export const palette = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f5f6f8, #13161a);
  --surface: light-dark(#ffffff, #1a1e24);
  --sunk: light-dark(#f0f2f5, #13171c);
  --line: light-dark(#dce0e6, #313843);
  --text: light-dark(#1c2127, #e4e8ed);
  --muted: light-dark(#57606b, #a0aab6);
  --link: light-dark(#0b57a8, #82b9fb);
  --failed: light-dark(#b0221b, #ff9389);
  --failed-ground: light-dark(#fdeeec, #3a1f1e);
  --warned: light-dark(#885100, #f0b662);
  --warned-ground: light-dark(#fff4e2, #362a17);
  --passed: light-dark(#1a693b, #7fd09b);
  --passed-ground: light-dark(#e9f5ed, #17301f);
  --open: light-dark(#5d4a94, #c2acf2);
  --open-ground: light-dark(#f2eefb, #2a2438);
  --quiet: light-dark(#57606b, #a0aab6);
  --quiet-ground: light-dark(#eef0f3, #272d35);
  --differs: light-dark(#ffe9a8, #57470f);
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
.failed { --tone: var(--failed); --tone-ground: var(--failed-ground); }
.warned, .accepted { --tone: var(--warned); --tone-ground: var(--warned-ground); }
.passed { --tone: var(--passed); --tone-ground: var(--passed-ground); }
.errored, .unexercised { --tone: var(--open); --tone-ground: var(--open-ground); }
.skipped { --tone: var(--quiet); --tone-ground: var(--quiet-ground); }
`;
