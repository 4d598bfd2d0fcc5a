// data table
/** Words for the same thing where software is made, a line each. */
const lines = `
database db postgres postgresql mysql sql datastore rdbms
table dataset data
storage bucket s3 blob object file
cache redis memcached
queue topic kafka pubsub broker messaging message mq stream
event message stream
authentication auth authenticate login signin sign sso oidc oauth identity passkey
authorization auth authorize permission entitlement access
password credential secret
secret vault credential key
frontend website web ui site webapp
backend service server
app application mobile
ios iphone ipad apple swift
android kotlin
mobile ios android phone
kubernetes k8s cluster container
container docker image
infrastructure infra platform
deployment deploy rollout release ship
pipeline job batch etl dag workflow
schedule cron nightly job
ci build pipeline
monitoring observability metric telemetry alert dashboard
log logging trace telemetry
documentation docs doc guide manual handbook
library lib package sdk kit
api endpoint interface apis
configuration config setting
payment pay payout money billing
billing invoice subscription checkout charge
checkout purchase buy cart
invoice statement bill
refund money chargeback
customer user account listener
user account person member people
team group squad
notification notify push mail email alert
email mail newsletter smtp
image picture photo cover artwork thumbnail
resize size scale thumbnail
video media stream
audio sound song track music
song track music
search find query lookup
suggestion suggest recommend recommendation autocomplete
recommendation recommend personalise personalize suggest
ml ai model machine learning prediction
model ml classifier training
analytics statistics report reporting metric warehouse
experiment ab test cohort
cto technology officer
ceo executive officer
sre reliability
pm product manager
flag toggle feature switch
testing test qa
proxy gateway router edge
gateway proxy edge ingress
network traffic edge cdn
cdn edge cache delivery
translation translate localisation localization i18n language
security secure protection
fraud abuse bot fake spam
privacy gdpr personal delete erase
encryption encrypt drm licence
licence license drm rights
contract agreement rights deal
permission right access
royalty royalties payout
import ingest intake delivery upload
upload ingest import
export download dump
download offline export
offline download
schema contract registry
template scaffold skeleton starter
design styleguide theme component
deprecated legacy old
remove delete erase
count counter counting tally
calculate compute counting divide
create make build generate
generate make create
show display present
convert transcode encode transform
transcode encode convert
voice speech assistant
assistant chatbot bot ai
chart ranking top
artist musician band performer
label rightsholder
podcast show episode
lyric text words
concert tour gig event show ticket
session state
speaker device
workbench lab notebook
notebook jupyter
graphql gql
typescript ts
javascript js
golang go
python py
dependency depend dependent
oncall call pager pagerduty
incident outage
runbook playbook
`;

const synonyms = new Map<string, Set<string>>();
for (const line of lines.trim().split('\n')) {
  // The first word of a line stands for all of the others, and each of those for the first.
  const [first, ...others] = line.split(' ');
  for (const other of others) {
    note(first!, other);
    note(other, first!);
  }
}

function note(word: string, other: string): void {
  const known = synonyms.get(word) ?? new Set<string>();
  synonyms.set(word, known.add(other));
}

/** Other words for what a word means, most of them nouns in the singular. */
export function synonymsOf(word: string, stemmed: (word: string) => string): string[] {
  const exact = synonyms.get(word);
  if (exact) return [...exact];
  const wanted = stemmed(word);
  byStem ??= new Map([...synonyms].map(([known, others]) => [stemmed(known), others]));
  return [...(byStem.get(wanted) ?? [])];
}

let byStem: Map<string, Set<string>> | undefined;

/** Words that a question is made of, and nothing is found by. */
export const stopWords: ReadonlySet<string> = new Set(
  `a an and any are as at be by can do does for from get gets give has have how i in into is it its let lets me my of on or our out so some
  something somebody someone that the their them there these they thing things this to up us use used uses using want was we what when where which who whom whose
  why will with you your own owns owned owner need needs responsible belongs about`.split(/\s+/),
);
