// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {NotTheLedger} from "./Errors.sol";
import {Units} from "./Units.sol";
import {IPayee} from "./interfaces/IPayee.sol";
import {Confirmations, TOPIC_PAYOUT} from "./types/Fact.sol";
import {Instruction, InstructionState, PayoutAccount, Report} from "./types/Payout.sol";

/// @title Payouts
/// @notice Turns units into orders to the processor to pay, and books what became of them.
/// @dev A receiving account outside the chain has an account here, named by its hash: an ordinary address, which a register of
/// receivers can list. What arrives there is paid out by `instruct`, which destroys the units and counts them as in flight. The nodes
/// execute the instruction at the processor with its id as idempotency key, and report; a payout that fails or comes back gives
/// the units to the owner.
abstract contract Payouts is Units, IPayee {
    mapping(bytes32 payoutKey => uint64 count) private _counts;
    mapping(bytes32 instruction => Instruction) private _instructions;

    /// @notice Units became an order to the processor.
    /// @param amount The amount, in the smallest unit of `id`.
    /// @param sequence The number of the instruction among those of its payout account, from 1.
    event InstructionIssued(
        bytes32 indexed instruction,
        bytes32 indexed payoutKey,
        address indexed owner,
        PayoutAccount to,
        uint256 id,
        uint128 amount,
        uint64 sequence
    );

    /// @notice The nodes reported what became of an instruction.
    /// @param id The Ledger id of the units that were given up.
    /// @param amount The amount, in the smallest unit of `id`; the owner has it again when the state is failed or reversed.
    /// @param evidence The processor's id of the transfer, or the hash of the reason why it failed.
    /// @param observedAt The business time of the report, as a Unix timestamp.
    /// @param mask Bit i is set when attestor i signed.
    event InstructionReported(
        bytes32 indexed instruction,
        bytes32 indexed payoutKey,
        address indexed owner,
        uint256 id,
        uint128 amount,
        InstructionState state,
        bytes32 evidence,
        uint40 observedAt,
        uint32 mask
    );

    /// @notice Thrown when the payout account holds nothing.
    error NothingToPayOut(bytes32 payoutKey);

    /// @notice Thrown when somebody else than the owner wants less than the minimum paid out, both in the currency's minor unit.
    error BelowPayoutMinimum(uint256 held, uint256 minimum);

    /// @notice Thrown when units could not go back to the owner of the payout account.
    error NotAnOwner(address owner);

    /// @notice Thrown when the caller does not own the payout account.
    error NotTheOwner(address caller, address owner);

    /// @notice Thrown when the key of the account is not the hash of the payout account.
    error PayoutKeyDiffers(bytes32 given, bytes32 expected);

    /// @notice Thrown when the units are of another series than the payout account's.
    error WrongUnits(uint256 given, uint256 expected);

    /// @notice Thrown when an instruction in this state cannot come into that one.
    error StateCannotFollow(InstructionState from, InstructionState to);

    /* INSTRUCTIONS */

    /// @notice Pays out what the payout account holds: anyone from its minimum on, its owner any amount.
    /// @return instruction The id of the instruction, which is the idempotency key at the processor.
    function instruct(PayoutAccount calldata to) external returns (bytes32 instruction) {
        bytes32 key = payoutKeyOf(to);
        uint256 id = idOf(to.quorum, to.currency, to.processor);
        uint128 held = _heldBy(LEDGER.accountOf(address(this), key), id);
        if (msg.sender != to.owner) require(held >= to.minimum, BelowPayoutMinimum(held, to.minimum));

        return _instruct(to, key, id, held);
    }

    /// @notice Pays out what was just paid for this: `Ledger.pay(payments, payoutKey, id, amount, abi.encode(payoutAccount))` is
    /// one call. What the account held before is paid out with it.
    /// @param key The key of the payout account.
    /// @param data The payout account, encoded.
    function onPayment(address, bytes32 key, uint256 id, uint256, bytes calldata data) external returns (bytes4) {
        require(msg.sender == address(LEDGER), NotTheLedger(msg.sender));
        PayoutAccount memory to = abi.decode(data, (PayoutAccount));
        bytes32 expected = keccak256(abi.encode(to));
        require(key == expected, PayoutKeyDiffers(key, expected));
        uint256 ours = idOf(to.quorum, to.currency, to.processor);
        require(id == ours, WrongUnits(id, ours));
        uint128 held = _heldBy(LEDGER.accountOf(address(this), key), id);
        require(held >= to.minimum, BelowPayoutMinimum(held, to.minimum));

        _instruct(to, key, id, held);
        return IPayee.onPayment.selector;
    }

    function _instruct(PayoutAccount memory to, bytes32 key, uint256 id, uint128 amount)
        private
        returns (bytes32 instruction)
    {
        require(amount != 0, NothingToPayOut(key));
        require(to.owner != address(0) && to.owner != address(LEDGER), NotAnOwner(to.owner));
        uint64 sequence = ++_counts[key];
        instruction = instructionOf(key, sequence);

        _instructions[instruction] = Instruction(amount, InstructionState.Issued);
        _totals[id].inFlight += amount;
        emit InstructionIssued(instruction, key, to.owner, to, id, amount, sequence);

        LEDGER.redeemFrom(key, _seriesIn(id), amount);
    }

    /// @notice Moves units out of the caller's payout account, of any asset, to the caller.
    /// @param id The Ledger id of the units.
    /// @return amount What was moved, in the smallest unit of `id`.
    function takeBack(PayoutAccount calldata to, uint256 id) external returns (uint256 amount) {
        require(msg.sender == to.owner, NotTheOwner(msg.sender, to.owner));
        bytes32 key = payoutKeyOf(to);
        amount = LEDGER.balanceOf(LEDGER.accountOf(address(this), key), id);
        require(amount != 0, NothingToPayOut(key));

        LEDGER.move(key, to.owner, id, amount);
    }

    /// @notice Books what became of an instruction. One that failed, or came back after it was paid, gives the owner the units.
    /// @param reported What is attested. The fact's subject is the instruction, its value the hash of state and evidence, its round 0
    /// for accepted, 1 for paid or failed, 2 for reversed.
    /// @param observedAt The business time of the report, as a Unix timestamp.
    /// @param confirmations Over the fact.
    function report(
        PayoutAccount calldata to,
        Report calldata reported,
        uint40 observedAt,
        Confirmations calldata confirmations
    ) external {
        bytes32 key = payoutKeyOf(to);
        bytes32 instruction = instructionOf(key, reported.sequence);
        Instruction storage order = _instructions[instruction];
        _requireFollows(order.state, reported.state);
        bytes32 value = keccak256(abi.encode(reported.state, reported.evidence));
        _requireFact(to.quorum, TOPIC_PAYOUT, instruction, _roundOf(reported.state), value, observedAt, confirmations);

        order.state = reported.state;
        uint256 id = idOf(to.quorum, to.currency, to.processor);
        uint128 amount = order.amount;
        if (reported.state == InstructionState.Paid || reported.state == InstructionState.Failed) {
            _totals[id].inFlight -= amount;
        }
        emit InstructionReported(
            instruction, key, to.owner, id, amount, reported.state, reported.evidence, observedAt, confirmations.mask
        );

        if (reported.state == InstructionState.Failed || reported.state == InstructionState.Reversed) {
            LEDGER.issue(_seriesIn(id), to.owner, amount);
        }
    }

    function _requireFollows(InstructionState from, InstructionState to) private pure {
        bool follows;
        if (to == InstructionState.Accepted) follows = from == InstructionState.Issued;
        if (to == InstructionState.Paid || to == InstructionState.Failed) {
            follows = from == InstructionState.Issued || from == InstructionState.Accepted;
        }
        if (to == InstructionState.Reversed) follows = from == InstructionState.Paid;
        require(follows, StateCannotFollow(from, to));
    }

    function _roundOf(InstructionState state) private pure returns (uint64) {
        if (state == InstructionState.Accepted) return 0;
        return state == InstructionState.Reversed ? 2 : 1;
    }

    /* VIEWS */

    /// @notice The key of the account here whose units are paid out to a receiving account.
    function payoutKeyOf(PayoutAccount calldata to) public pure returns (bytes32) {
        return keccak256(abi.encode(to));
    }

    /// @notice The id of the payout account's instruction of a number, from 1. It names the chain and this contract, so that a
    /// processor never takes another's instruction for this one.
    function instructionOf(bytes32 payoutKey, uint64 sequence) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), payoutKey, sequence));
    }

    /// @notice What became of an instruction.
    function stateOf(bytes32 instruction) external view returns (Instruction memory) {
        return _instructions[instruction];
    }

    /// @notice How many instructions a payout account has had.
    function countOf(bytes32 payoutKey) external view returns (uint64) {
        return _counts[payoutKey];
    }
}
