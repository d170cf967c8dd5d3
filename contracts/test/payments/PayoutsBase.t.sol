// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Confirmations, Fact} from "src/types/Fact.sol";
import {Instruction, InstructionState, PayoutAccount, Report} from "src/types/Payout.sol";
import {Receipt as Slip} from "src/types/Receipt.sol";

import {PaymentsBase} from "./PaymentsBase.t.sol";

/// @notice Alice's receiving account outside the chain, and what the nodes report about payouts to it.
abstract contract PayoutsBase is PaymentsBase {
    bytes32 internal constant EVIDENCE = keccak256("po_1");

    uint256 private _funded;

    function _payout() internal view returns (PayoutAccount memory) {
        return PayoutAccount({
            owner: alice.account,
            rail: "bank",
            account: ACCOUNT,
            minimum: 100,
            quorum: quorum,
            currency: XTS,
            processor: PROCESSOR
        });
    }

    function _payoutKey(PayoutAccount memory to) internal pure returns (bytes32) {
        return keccak256(abi.encode(to));
    }

    /// @dev Where units go that are to be paid out: the address that terms name.
    function _addressOf(PayoutAccount memory to) internal view returns (address) {
        return ledger.accountOf(address(payments), _payoutKey(to));
    }

    /// @dev A payment that arrives straight in the payout account.
    function _fund(PayoutAccount memory to, uint128 amount) internal {
        _fund(_addressOf(to), amount);
    }

    function _fund(address account, uint128 amount) internal {
        Slip memory receipt = _plain();
        (receipt.payer, receipt.amount) = (account, amount);
        receipt.transaction = bytes32(++_funded);
        _issue(receipt);
    }

    /// @dev The id of an instruction, computed here.
    function _instruction(PayoutAccount memory to, uint64 sequence) internal view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(payments), _payoutKey(to), sequence));
    }

    function _instruct(PayoutAccount memory to) internal returns (bytes32) {
        vm.prank(to.owner);
        return payments.instruct(to);
    }

    /* WHAT THE NODES REPORT */

    function _reportFact(PayoutAccount memory to, Report memory reported) internal view returns (Fact memory) {
        uint64[6] memory rounds = [uint64(0), 0, 0, 1, 1, 2];
        return Fact({
            quorum: to.quorum,
            audience: address(payments),
            topic: keccak256("concordat.payout"),
            subject: _instruction(to, reported.sequence),
            round: rounds[uint256(reported.state)],
            value: keccak256(abi.encode(reported.state, reported.evidence)),
            observedAt: OBSERVED,
            validUntil: 0
        });
    }

    function _reportCall(PayoutAccount memory to, uint64 sequence, InstructionState state)
        internal
        returns (bytes memory)
    {
        Report memory reported = Report(sequence, state, EVIDENCE);
        Confirmations memory given = _confirmations(_reportFact(to, reported));
        return abi.encodeCall(payments.report, (to, reported, OBSERVED, given));
    }

    function _report(PayoutAccount memory to, uint64 sequence, InstructionState state) internal {
        Report memory reported = Report(sequence, state, EVIDENCE);
        payments.report(to, reported, OBSERVED, _confirmations(_reportFact(to, reported)));
    }

    function _assertState(bytes32 instruction, uint128 amount, InstructionState state) internal view {
        assertEq(abi.encode(payments.stateOf(instruction)), abi.encode(Instruction(amount, state)));
    }
}
