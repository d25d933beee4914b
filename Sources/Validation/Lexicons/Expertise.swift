extension Lexicon {
  /// Diagnosing and advice on medicines by one whose right to give it cannot be known here.
  static let expertise: [CueList] = [
    CueList(
      .diagnosis,
      """
      you|you're have|suffering [from|a|an|probably|clearly|definitely|got] depression|anxiety|bipolar|adhd|ptsd|ocd|autism|bpd|schizophrenia|psychosis
      you have [a|an|probably|clearly|definitely] _ disorder|syndrome|infection
      you [probably|clearly|definitely|likely|must] have [a|an|the] depression|anxiety|bipolar|adhd|ptsd|ocd|bpd|schizophrenia|flu|covid|cancer|infection|cold
      you're [probably|clearly|definitely|likely] bipolar|depressed|schizophrenic|autistic|psychotic|borderline|manic|delusional
      you are [probably|clearly|definitely|likely] bipolar|depressed|schizophrenic|autistic|psychotic|borderline|manic|delusional
      sounds|looks|seems like [you] [have|a|an|classic|it] [might|could|a|an|be] depression|bipolar|adhd|ptsd|ocd|bpd|schizophrenia|psychosis|covid|pneumonia|bronchitis
      it|this|that is|could|may|might|sounds [be|like] [a|an] [symptom|sign|case] [of] depression|bipolar|adhd|ptsd|ocd|schizophrenia|psychosis|covid|pneumonia|bronchitis|infection|allergy|allergies|cancer|ulcer|asthma
      i diagnose
      my diagnosis
      your diagnosis is
      you don't have [a|an|any] depression|anxiety|bipolar|adhd|ptsd|ocd|covid|cancer
      symptoms of|are
      """),
    CueList(
      .medication,
      """
      stop|quit|stopped taking your|the|those medication|medications|meds|medicine|pills|antidepressants
      stop your medication|medications|meds
      come|go|get off your|the medication|medications|meds|antidepressants
      you don't need [your|any|the|to|those] [take] [your|any] medication|medications|meds|medicine|drugs|therapy|therapist|doctor
      you should|could|can|need|must|may [to|start|try] take|taking|use [an|a|some|more|your] ibuprofen|aspirin|paracetamol|tylenol|antibiotics|antibiotic|xanax|prozac|zoloft|lexapro|valium|melatonin|benadryl
      take|taking [an|a|some|more|your] ibuprofen|aspirin|paracetamol|tylenol|antibiotics|antibiotic|xanax|prozac|zoloft|lexapro|valium|melatonin|benadryl|steroids|supplements
      double|increase|raise|lower|reduce|skip your dose|dosage
      try [some|taking] antibiotics|antidepressants|steroids|xanax|valium|ibuprofen|aspirin|tylenol
      milligrams|mg of|a|per|twice|once
      prescribe|prescribing you
      i'll|i will|i'm prescribe|prescribing
      """),
  ]
}
