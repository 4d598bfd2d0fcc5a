package needledrop

// Encoding is one way a track can be sent to a device.
type Encoding struct {
	Codec    string
	Bitrate  int
	Lossless bool
}

// Choose returns the best encoding that the device can play within its bandwidth.
// The slice is sorted by bitrate, lowest first; the lowest is always playable.
func Choose(available []Encoding, codecs map[string]bool, kilobits int) Encoding {
	best := available[0]
	for _, candidate := range available {
		if codecs[candidate.Codec] && candidate.Bitrate <= kilobits {
			best = candidate
		}
	}
	return best
}
