// data table
/** Words that names and descriptions of the made organisation are put together from. */
export const subjects =
  split(`anchor badge basket beacon bridge canvas cargo cellar chart cinema clock compass courier draft engine ferry
  filter forecast garden harbour ladder lantern ledger letter library lobby locker market meadow meter mirror needle notice orbit orchard
  parcel payment pepper pilot planet pocket printer quarry quota radio recipe relay reserve ribbon river saddle season shelf signal sketch
  station studio summit survey switch ticket timber travel tunnel window`);
export const duties = split('archive broker builder checker cutter feeder finder keeper mapper planner printer sorter');
export const moods =
  split(`brave bright busy cheerful curious early fair frank grand honest kind loyal merry neat polite quick ready sharp
  tall warm`);
export const birds =
  split(`avocet bunting curlew dipper egret finch grebe hoopoe jackdaw kestrel linnet martin nuthatch osprey plover
  redstart siskin tern wagtail whimbrel`);
export const firstNames =
  split(`amara bjorn chiara dmitri esther farid greta hiro ilse joao karim lucia mateo noemi otto paula quentin rania
  soren teresa ulla vera wanda xavier ylva zane`);
export const lastNames =
  split(`abel brandt cohen duarte ekman fontaine greco holm ibsen juarez keller lund meyer nagy ortiz pereira ricci
  sanchez thorn urban vidal winter young ziegler`);
export const languages = split('go java kotlin python rust scala swift typescript');
export const tools = split('avro duckdb flink grpc kafka kubernetes mysql nats postgres react redis terraform');
export const verbs = split('collects counts delivers prepares remembers watches');
export const goods = split('events files figures messages orders requests');

function split(text: string): readonly string[] {
  return text.split(/\s+/);
}
