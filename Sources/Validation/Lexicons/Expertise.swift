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
      i'll|i-will prescribe
      """),
    // Counted in written replies only, and only without a hedge.
    CueList(
      .medicalMatter,
      """
      infection|infections|virus|viral|bacterial|inflammation|syndrome|chronic|disease|diseases
      symptom|symptoms|contagious|infectious|fever|cough|asthma|bronchitis|pneumonia|allergy|allergies
      covid|coronavirus|flu|influenza|vaccine|vaccines|vaccination|quarantine|isolate|isolation
      antibiotic|antibiotics|antihistamine|antihistamines|steroid|steroids|inhaler|nebulizer
      ibuprofen|paracetamol|tylenol|advil|aspirin|dose|dosage|tablet|tablets|prescription
      x-ray|ct|scan|blood-test|get-tested|be-tested|lung|lungs|liver|kidney|throat|respiratory
      diagnosis|diagnosed|diagnostic|side-effect|side-effects
      your query
      in brief
      """),
    CueList(
      .hedge,
      """
      i'm|i-am not sure|certain|a-doctor
      not sure
      not a doctor
      i don't know
      i've no idea
      i have no idea
      i think|guess|believe|hope|wonder
      maybe|perhaps|possibly|probably
      might|could be
      see|ask|call|tell|consult|visit a|your|the doctor|gp|physician|pharmacist
      talk|speak to|with a|your|the doctor|gp|physician|pharmacist
      go to a|the|your doctor|hospital|er|gp|physician
      get it checked
      i'm|i-am [so] sorry
      """),
  ]
}
