// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Facts} from "src/Facts.sol";
import {Payouts} from "src/Payouts.sol";
import {Confirmations, Fact} from "src/types/Fact.sol";
import {InstructionState, PayoutAccount, Report} from "src/types/Payout.sol";
import {Receipt as Slip} from "src/types/Receipt.sol";

import {PayoutsBase} from "./PayoutsBase.t.sol";

// report
// ├── when the state cannot follow, of an instruction nobody issued among others: it reverts
// ├── when the fact is not confirmed, of another instruction, state, evidence or time: it reverts
// ├── when another quorum reports: it reverts
// └── else it emits InstructionReported, and
//     ├── given accepted: nothing moves
//     ├── given paid: the amount is in flight no longer
//     ├── given failed: the amount is in flight no longer and the owner's again
//     └── given reversed: the amount is the owner's again
contract PaymentsReportTest is PayoutsBase {
    function testFuzz_accepts(uint128 amount, bytes32 evidence, uint40 observedAt) public {
        PayoutAccount memory to = _issued(amount = uint128(bound(amount, 1, type(uint128).max)));
        _expectReported(to, amount, InstructionState.Accepted, evidence, observedAt);
        _reportAs(to, InstructionState.Accepted, evidence, observedAt);

        _assertState(_instruction(to, 1), amount, InstructionState.Accepted);
        _assertTotals(0, amount, 0);
        _assertBalanced(amount);
    }

    function testFuzz_pays(uint128 amount, bytes32 evidence, bool accepted) public {
        PayoutAccount memory to = _issued(amount = uint128(bound(amount, 1, type(uint128).max)));
        if (accepted) _report(to, 1, InstructionState.Accepted);

        _expectReported(to, amount, InstructionState.Paid, evidence, OBSERVED);
        _reportAs(to, InstructionState.Paid, evidence, OBSERVED);

        _assertState(_instruction(to, 1), amount, InstructionState.Paid);
        assertEq(_heldBy(to.owner), 0);
        _assertTotals(0, 0, 0);
        _assertBalanced(0);
    }

    function testFuzz_givesBack_whenFailed(uint128 amount, bytes32 evidence, bool accepted) public {
        PayoutAccount memory to = _issued(amount = uint128(bound(amount, 1, type(uint128).max)));
        if (accepted) _report(to, 1, InstructionState.Accepted);

        _expectReported(to, amount, InstructionState.Failed, evidence, OBSERVED);
        _reportAs(to, InstructionState.Failed, evidence, OBSERVED);

        _assertState(_instruction(to, 1), amount, InstructionState.Failed);
        assertEq(_heldBy(to.owner), amount);
        assertEq(_heldBy(_addressOf(to)), 0);
        _assertTotals(0, 0, 0);
        _assertBalanced(amount);
    }

    function testFuzz_givesBack_whenReversed(uint128 amount, bytes32 evidence) public {
        PayoutAccount memory to = _issued(amount = uint128(bound(amount, 1, type(uint128).max)));
        _report(to, 1, InstructionState.Paid);

        _expectReported(to, amount, InstructionState.Reversed, evidence, OBSERVED);
        _reportAs(to, InstructionState.Reversed, evidence, OBSERVED);

        _assertState(_instruction(to, 1), amount, InstructionState.Reversed);
        assertEq(_heldBy(to.owner), amount);
        _assertTotals(0, 0, 0);
        _assertBalanced(amount);
    }

    /// @dev An owner that is itself an account to pay out to: what failed here is paid out there.
    function test_givesBackToAnotherPayoutAccount() public {
        PayoutAccount memory fallback_ = _payout();
        PayoutAccount memory to = _payout();
        to.owner = _addressOf(fallback_);
        _fund(to, 500);
        payments.instruct(to);
        _report(to, 1, InstructionState.Failed);

        payments.instruct(fallback_);
        _assertState(_instruction(fallback_, 1), 500, InstructionState.Issued);
        _assertTotals(0, 500, 0);
    }

    /// @dev The money is gone and the payer's bank takes it back: the processor account owes until the debtor has paid.
    function test_PAYMENTS_1_processorOwes_whenPaidOutMoneyIsDisputed() public {
        PayoutAccount memory to = _payout();
        Slip memory receipt = _plain();
        receipt.payer = _addressOf(to);
        _issue(receipt);
        payments.instruct(to);
        _report(to, 1, InstructionState.Paid);
        _dispute(receipt, _refundOf(receipt, 400));

        _assertTotals(400, 0, 0);
        assertEq(payments.dueFromProcessor(id), -400);
    }

    /// @dev Of all steps from one state to another only these exist; neither one twice nor one back.
    function test_PAYMENTS_3_reverts_whenStateCannotFollow() public {
        for (uint8 from; from < 6; ++from) {
            for (uint8 to; to < 6; ++to) {
                _step(InstructionState(from), InstructionState(to));
            }
        }
    }

    function test_reverts_whenNotAState() public {
        PayoutAccount memory to = _issued(500);
        bytes memory call = _reportCall(to, 1, InstructionState.Reversed);
        // The state is the ninth word of the arguments.
        call[4 + 9 * 32 - 1] = 0x06;

        (bool done,) = address(payments).call(call);
        assertFalse(done);
    }

    function testFuzz_reverts_whenReportForged(uint64 sequence, uint8 state, bytes32 evidence, uint40 observedAt)
        public
    {
        PayoutAccount memory to = _issued(500);
        _fund(to, 500);
        payments.instruct(to);
        Report memory honest = Report(1, InstructionState.Paid, EVIDENCE);
        Confirmations memory given = _confirmations(_reportFact(to, honest));
        Report memory forged = Report(uint64(bound(sequence, 1, 2)), InstructionState(bound(state, 2, 4)), evidence);
        vm.assume(keccak256(abi.encode(forged, observedAt)) != keccak256(abi.encode(honest, OBSERVED)));

        vm.expectPartialRevert(Facts.SignerDiffers.selector);
        payments.report(to, forged, observedAt, given);
    }

    function test_reverts_whenBelowQuorum() public {
        PayoutAccount memory to = _issued(500);
        Report memory reported = Report(1, InstructionState.Paid, EVIDENCE);
        Confirmations memory given = _confirmations(3, _digest(_reportFact(to, reported)));

        vm.expectRevert(abi.encodeWithSelector(Facts.BelowQuorum.selector, 2, 2));
        payments.report(to, reported, OBSERVED, given);
    }

    /// @dev The quorum is part of the account: a stranger's names an account that has no instruction.
    function test_reverts_whenAnotherQuorumReports() public {
        PayoutAccount memory to = _issued(500);
        Signer[] memory strangers = _signers("stranger", 3);
        to.quorum = facts.create(_accounts(strangers), 1, 0);
        Report memory reported = Report(1, InstructionState.Failed, EVIDENCE);
        Confirmations memory given = _confirm(strangers, 7, _digest(_reportFact(to, reported)));

        vm.expectRevert(
            abi.encodeWithSelector(Payouts.StateCannotFollow.selector, InstructionState.None, InstructionState.Failed)
        );
        payments.report(to, reported, OBSERVED, given);
    }

    /// forge-config: default.isolate = true
    function test_gas() public {
        PayoutAccount memory to = _issued(500);
        _fund(to, 500);
        payments.instruct(to);
        _report(to, 1, InstructionState.Accepted);
        vm.snapshotGasLastCall("payments", "report accepted");
        _report(to, 1, InstructionState.Paid);
        vm.snapshotGasLastCall("payments", "report paid");
        _report(to, 2, InstructionState.Failed);
        vm.snapshotGasLastCall("payments", "report failed");
        _report(to, 1, InstructionState.Reversed);
        vm.snapshotGasLastCall("payments", "report reversed");
    }

    /// @dev Brings an instruction of its own into one state and tries the other.
    function _step(InstructionState from, InstructionState into) private {
        PayoutAccount memory to = _payout();
        to.account = keccak256(abi.encode(from, into));
        if (from != InstructionState.None) {
            _fund(to, 500);
            payments.instruct(to);
        }
        if (from == InstructionState.Reversed) _report(to, 1, InstructionState.Paid);
        if (from > InstructionState.Issued) _report(to, 1, from);

        (bool done, bytes memory reason) = address(payments).call(_reportCall(to, 1, into));

        assertEq(done, _follows(from, into));
        if (done) return _assertState(_instruction(to, 1), 500, into);
        assertEq(reason, abi.encodeWithSelector(Payouts.StateCannotFollow.selector, from, into));
    }

    function _follows(InstructionState from, InstructionState into) private pure returns (bool) {
        if (from == InstructionState.Issued) {
            return into >= InstructionState.Accepted && into < InstructionState.Reversed;
        }
        if (from == InstructionState.Accepted) return into == InstructionState.Paid || into == InstructionState.Failed;
        return from == InstructionState.Paid && into == InstructionState.Reversed;
    }

    function _issued(uint128 amount) private returns (PayoutAccount memory to) {
        to = _payout();
        _fund(to, amount);
        _instruct(to);
    }

    function _reportAs(PayoutAccount memory to, InstructionState state, bytes32 evidence, uint40 observedAt) private {
        Report memory reported = Report(1, state, evidence);
        payments.report(to, reported, observedAt, _confirmationsAt(to, reported, observedAt));
    }

    function _confirmationsAt(PayoutAccount memory to, Report memory reported, uint40 observedAt)
        private
        returns (Confirmations memory)
    {
        Fact memory fact = _reportFact(to, reported);
        fact.observedAt = observedAt;
        return _confirmations(fact);
    }

    function _expectReported(
        PayoutAccount memory to,
        uint128 amount,
        InstructionState state,
        bytes32 evidence,
        uint40 observedAt
    ) private {
        vm.expectEmit(address(payments));
        emit Payouts.InstructionReported(
            _instruction(to, 1), _payoutKey(to), to.owner, id, amount, state, evidence, observedAt, THREE
        );
    }
}
