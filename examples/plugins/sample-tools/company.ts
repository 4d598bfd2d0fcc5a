// data table
/** What the stand-ins know of the example company. */

export interface Service {
  team: string;
  /** Requests per second on average. */
  rate: number;
  /** Of the slowest in twenty, milliseconds. */
  slow: number;
  /** What is wrong with it at the moment. */
  alert?: { name: string; severity: 'critical' | 'warning' | 'info'; summary: string };
}

export const services: Readonly<Record<string, Service>> = {
  'needle-drop': {
    team: 'playback',
    rate: 2400,
    slow: 210,
    alert: { name: 'SlowStarts', severity: 'warning', summary: 'One play in twenty takes more than 230 ms to start.' },
  },
  'playback-gateway': { team: 'playback', rate: 3100, slow: 48 },
  tapehead: { team: 'playback', rate: 640, slow: 95 },
  till: {
    team: 'accounts',
    rate: 85,
    slow: 180,
    alert: { name: 'CheckoutsFail', severity: 'critical', summary: 'Two checkouts in a hundred fail in eu-north.' },
  },
  'second-chance': { team: 'accounts', rate: 6, slow: 900 },
  turnstile: { team: 'accounts', rate: 420, slow: 130 },
  keyring: { team: 'accounts', rate: 980, slow: 22 },
  magpie: {
    team: 'search-and-browse',
    rate: 760,
    slow: 160,
    alert: { name: 'IndexBehind', severity: 'info', summary: 'The index is four minutes behind the catalogue.' },
  },
  sleeve: { team: 'catalogue-intake', rate: 1500, slow: 64 },
  'liner-notes': { team: 'catalogue-intake', rate: 1900, slow: 38 },
  mixtape: { team: 'recommendations', rate: 310, slow: 240 },
  river: { team: 'data-foundations', rate: 5200, slow: 12 },
  'split-sheet': { team: 'royalties-engine', rate: 14, slow: 320 },
  encore: {
    team: 'runtime',
    rate: 540,
    slow: 410,
    alert: { name: 'MemoryGrows', severity: 'warning', summary: 'The heap has grown for six hours without a break.' },
  },
  doorbell: { team: 'app-experience', rate: 260, slow: 75 },
};

/** Who is on call for services whose id at the pager begins with these letters, in turn. */
export const rotas: Readonly<Record<string, { team: string; people: readonly [string, string][] }>> = {
  PNJPB: { team: 'Playback', people: [['Henrik Sundell', 'henrik.sundell'], ['Mei Tanaka', 'mei.tanaka'], ['Priya Raman', 'priya.raman']] },
  PNJAC: { team: 'Accounts', people: [['Ivy Caldwell', 'ivy.caldwell'], ['Mateo Silva', 'mateo.silva'], ['Zofia Wrona', 'zofia.wrona']] },
  PNJCI: { team: 'Catalogue intake', people: [['Beatrix Nowak', 'beatrix.nowak'], ['Emeka Obi', 'emeka.obi']] },
  PNJCD: { team: 'Connected devices', people: [['Priya Raman', 'priya.raman'], ['Ngozi Eze', 'ngozi.eze'], ['Rafael Costa', 'rafael.costa']] },
  PNJSB: { team: 'Search and browse', people: [['Yuki Mori', 'yuki.mori'], ['Theo Lambert', 'theo.lambert'], ['Anjali Desai', 'anjali.desai']] },
  PNJDF: { team: 'Data foundations', people: [['Ruth Osei', 'ruth.osei'], ['Bao Nguyen', 'bao.nguyen'], ['Clara Voss', 'clara.voss']] },
  PNJRY: { team: 'Royalties engine', people: [['Viktor Hale', 'viktor.hale'], ['Leila Farahani', 'leila.farahani'], ['George Papadakis', 'george.papadakis']] },
  PNJAX: { team: 'App experience', people: [['Lucia Benedetti', 'lucia.benedetti'], ['Omar Haddad', 'omar.haddad'], ['Saoirse Kelly', 'saoirse.kelly']] },
  PNJRT: { team: 'Runtime', people: [['Arjun Mehta', 'arjun.mehta'], ['Elsa Bergman', 'elsa.bergman'], ['Felix Moreau', 'felix.moreau']] },
  PNJRC: { team: 'Recommendations', people: [['Samir Patel', 'samir.patel'], ['Freya Holm', 'freya.holm'], ['Daniel Mwangi', 'daniel.mwangi']] },
  PNJAT: { team: 'Artist tools', people: [['Nadia Rahimi', 'nadia.rahimi'], ['Milo Jensen', 'milo.jensen']] },
  PNJPC: { team: 'Podcasts', people: [['Maribel Ortega', 'maribel.ortega'], ['Callum Reid', 'callum.reid']] },
};
